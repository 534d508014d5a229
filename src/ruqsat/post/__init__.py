"""Rules 12, Rules 14: what people were sent by SMS and e-mail, through whom, and what became of it."""
