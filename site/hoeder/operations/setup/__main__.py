# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""``python -m hoeder.operations.setup``: run every step, one line of progress each.

Lines are ``step <tab> detail <tab> done <tab> total``; the last one is ``ready``.
"""

import sys
import time
from functools import partial


def main() -> int:
    """Load the application once and run the steps."""

    def tell(*parts: object) -> None:
        print("\t".join(str(part) for part in parts), flush=True)

    tell("application", "", 0, 1)
    started = time.monotonic()
    # Imported late: the line above must be out before the seconds that loading takes.
    from invenio_app.factory import create_api

    from hoeder.operations.setup.steps import steps

    app = create_api()
    with app.app_context():
        for name, run in steps():
            print(f"{name}: {time.monotonic() - started:.1f} s", file=sys.stderr, flush=True)
            tell(name, "", 0, 0)
            run(partial(tell, name))
    print(f"ready: {time.monotonic() - started:.1f} s", file=sys.stderr, flush=True)
    tell("ready", "", 1, 1)
    return 0


if __name__ == "__main__":
    sys.exit(main())
