"""What the Committee's keepers enter of the law from year to year: calendar, index, editions; two people for each."""
