"""A document's text in, sentences, tagged tokens and words out; the only home of jieba and of the tagger."""
