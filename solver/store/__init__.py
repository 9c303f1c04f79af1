"""What is kept between two days: drafts, runs, plans and scenarios, in one file that many processes share."""

from solver.store.cases import Books as Books
from solver.store.cases import Cards as Cards
from solver.store.cases import Drafts as Drafts
from solver.store.cases import Scenarios as Scenarios
from solver.store.cases import StaleDraftError as StaleDraftError
from solver.store.database import DamagedError as DamagedError
from solver.store.database import Database as Database
from solver.store.database import StoreError as StoreError
from solver.store.runs import Plans as Plans
from solver.store.runs import Runs as Runs
from solver.store.schema import CardRow as CardRow
from solver.store.schema import DraftRow as DraftRow
from solver.store.schema import PlanRow as PlanRow
from solver.store.schema import PointRow as PointRow
from solver.store.schema import RunRow as RunRow
from solver.store.schema import ScenarioRow as ScenarioRow
