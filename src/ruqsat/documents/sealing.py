"""Rules 17, 20: the office's seal on a PDF. Without its key nothing is sealed, and nothing unsealed leaves."""

import hashlib
import re
from datetime import datetime
from functools import lru_cache
from pathlib import Path

from django.conf import settings

from ruqsat.journal.refusals import RefusalError
from ruqsat.law.saying import say

_OFFICE = re.compile(r"[A-Z]{2,4}(-[0-9]{2})?", re.ASCII)
