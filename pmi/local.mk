# pmi/: who am I, who are the others.  Knows nothing of MPI.
noinst_LTLIBRARIES += pmi/libpmi.la
pmi_libpmi_la_SOURCES =
