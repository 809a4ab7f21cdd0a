from click.testing import CliRunner
from thu7.cli import main


def test_check_of_this_repository_is_clean() -> None:
    result = CliRunner().invoke(main, ["check", "--on", "24/11/2026"])
    assert result.exit_code == 0, result.output
