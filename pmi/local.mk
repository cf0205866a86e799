# pmi/: who am I, who are the others.  Knows nothing of MPI.
noinst_LTLIBRARIES += pmi/libpmi.la
pmi_libpmi_la_SOURCES = \
    pmi/wireup.c pmi/wireup.h pmi/method.h pmi/pmi2.c pmi/pmi2.h pmi/single.c \
    pmi/context.c pmi/context.h pmi/nodemap.c pmi/nodemap.h \
    pmi/frame.c pmi/frame.h pmi/codec.c pmi/codec.h pmi/text.c pmi/text.h
