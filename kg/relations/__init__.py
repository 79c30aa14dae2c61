"""From sentences and mentions to evidence: who speaks, who acts, what the patterns say, and how sure it is."""
