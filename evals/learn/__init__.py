"""Learning from questions: the refined embedding model and the weights of the score of pieces."""
