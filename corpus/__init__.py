"""What is known and held: documents, passages, terminology, notes on sources, the snapshot store."""
