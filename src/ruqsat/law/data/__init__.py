"""Reference data of the law, each file with its sources and the day somebody last checked them."""
