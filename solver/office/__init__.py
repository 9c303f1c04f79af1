"""What the app asks beside the service: cases, unsaved edits, runs in their own processes, plans."""

from solver.office.office import Office as Office
from solver.office.snapshots import CaseCard as CaseCard
from solver.office.snapshots import Draft as Draft
from solver.office.snapshots import PlanInfo as PlanInfo
from solver.office.snapshots import Point as Point
from solver.office.snapshots import RunState as RunState
from solver.office.snapshots import RunView as RunView
from solver.office.snapshots import StoredScenario as StoredScenario
from solver.office.unknown import UnknownError as UnknownError
from solver.store import DamagedError as DamagedError
from solver.store import StaleDraftError as StaleDraftError
from solver.store import StoreError as StoreError
