"""
``ruqsat smoke``: a whole issue of a license played over HTTP as the people would, each step timed.

It is a client and nothing else: it knows the service by its pages and the sandbox by its API, and imports neither.
"""
