"""Chinese questions to a store: templates over its names and the vocabulary's words, no language model."""

from kg.questions.answering import answer_question
from kg.questions.answers import Answer
from kg.questions.documents import make_document

__all__ = ["Answer", "answer_question", "make_document"]
