"""What is kept of money: orders and payments, statements of the bank, decisions about money, the ledger."""

from ruqsat.payments.models.decided import Claim, Decision
from ruqsat.payments.models.ordered import Notice, Order, Payment
from ruqsat.payments.models.posted import Account, Kind, Posting, Transaction
from ruqsat.payments.models.stated import Line, Statement

__all__ = [
    "Account",
    "Claim",
    "Decision",
    "Kind",
    "Line",
    "Notice",
    "Order",
    "Payment",
    "Posting",
    "Statement",
    "Transaction",
]
