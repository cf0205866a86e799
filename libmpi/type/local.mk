libmpi_libcore_la_SOURCES += libmpi/type/type.h libmpi/type/named.c \
    libmpi/type/check.c libmpi/type/check.h \
    libmpi/type/external.c libmpi/type/external.h \
    libmpi/type/layout.c libmpi/type/layout.h libmpi/type/pack.c libmpi/type/pack.h \
    libmpi/type/sequence.c libmpi/type/sequence.h \
    libmpi/type/signature.c libmpi/type/signature.h
