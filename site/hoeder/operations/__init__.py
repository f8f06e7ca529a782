# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""Everything that runs the instance: services, set-up, supervision, demo, the DataCite stand-in.

In: the project's files, the environment (``INVENIO_*`` for what Invenio itself is told,
``HOEDER_*`` for where the instance lives and listens) and the state folder of earlier starts.
Out: running processes, a set-up instance, and one exit code with one sentence when that fails.

=====================  =========================================================================
``layout``             where the files of one instance are
``people``             who has an account in a demonstration
``addresses``          addresses of services, computed for ``invenio.cfg``
``progress``           what long steps show
``testing``            the test suite on an instance of its own
``failure``            the error that becomes one sentence and an exit code
``secrets``            passwords and keys, made once, readable by their owner only
``environment``        which services are embedded, on which ports; the environment of a process
``services``           PostgreSQL, Valkey and OpenSearch from packages: prepare, command, ready
``supervisor``         starts, restarts and stops the processes in order
``preflight``          what can be known to fail before anything is started
``assets``             the web assets, built once for each state of their sources
``setup``              database, indices, vocabularies, custodians, accounts in one process
``instance``           up, down, status, logs, reset: the above in their order
``demo``               the main job played over HTTP
``datacite_standin``   an HTTP server that behaves as DataCite does
``cli``                the ``hoeder`` command
=====================  =========================================================================
"""
