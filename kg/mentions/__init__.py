"""From a document's sentences and tokens to its arbitrated mentions: names, posts, dates and figures."""
