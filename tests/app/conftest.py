import pytest

from medview.bootstrap import build_services
from medview.domain.job import JobContext


@pytest.fixture
def home(tmp_path):
    return tmp_path / "home"


@pytest.fixture
def services(home):
    services = build_services(home)
    yield services
    services.close()


@pytest.fixture
def opened(services):
    """Open paths with the services and return the cases."""

    def open_paths(*paths):
        cases = []
        services.open_cases(list(paths), JobContext(on_item=cases.append))
        return cases

    return open_paths
