"""
Electronic signatures: a library of its own, without Django and without network.

Everything a judgement rests on is passed in: the bytes, the trusted certificates, the revocation evidence, the time.
The outcome is a value of `ruqsat.eds.verdicts`; nothing here asks the clock or fetches anything.
"""
