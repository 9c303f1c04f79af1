"""What the app asks beside the service: cases, unsaved edits, runs in their own processes, plans."""

from solver.store import DamagedError as DamagedError
from solver.store import StaleDraftError as StaleDraftError
from solver.store import StoreError as StoreError
from solver.workspace.drafts import CaseDrafts as CaseDrafts
from solver.workspace.views import CaseCard as CaseCard
from solver.workspace.views import Draft as Draft
from solver.workspace.views import PlanInfo as PlanInfo
from solver.workspace.views import RunState as RunState
from solver.workspace.views import RunView as RunView
from solver.workspace.views import UnknownError as UnknownError
from solver.workspace.workspace import Workspace as Workspace
