"""
``ruqsat demo``: a living office. Cases in every stage, made by the same actions as people's, in an empty database.

The instance's clock begins some weeks ago and is moved on as the stories go, to the present.
"""
