package io.weir.suites;

/** One cluster that takes job after job. */
interface SessionSuite {}
