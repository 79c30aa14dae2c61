"""From sentences and mentions to evidence: who speaks, who acts, which patterns say what, and how sure a statement is."""
