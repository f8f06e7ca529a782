# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""The main job, played over HTTP as its users would do it.

In: the addresses of a running instance and of DataCite, and the accounts of a researcher and a
steward (:class:`~hoeder.operations.demo.scenario.DemoOptions`).
Out: a published data set with a findable DOI, harvested again, and a line on the screen for every
step (:class:`~hoeder.operations.demo.scenario.DemoResult`).

==============  ================================================================================
``fair``        pure: the survey's files, from the installed ``statsmodels``
``metadata``    pure: the draft of the survey, every field filled
``statement``   pure: the anonymisation statements, complete and incomplete
``files``       pure: the draft of any other file
``client``      signs in and talks HTTP as a browser does
``calls``       the REST calls that the steps are made of
``harvest``     reads the record back over OAI-PMH
``stage``       what is shown
``scenario``    the steps in their order
==============  ================================================================================
"""
