from dateline.ingest.blob import Blob
from dateline.ingest.faults import Fault
from dateline.ingest.limits import Limits


def fetched(address: str, limits: Limits) -> Blob:
    raise Fault("no-fetch", "is an address")
