libmpi_libcore_la_SOURCES += \
    libmpi/type/array.c \
    libmpi/type/check.c \
    libmpi/type/check.h \
    libmpi/type/contents.c \
    libmpi/type/contents.h \
    libmpi/type/counts.h \
    libmpi/type/create.c \
    libmpi/type/create.h \
    libmpi/type/draft.c \
    libmpi/type/draft.h \
    libmpi/type/external.c \
    libmpi/type/external.h \
    libmpi/type/fortran.c \
    libmpi/type/fortran.h \
    libmpi/type/layout.c \
    libmpi/type/layout.h \
    libmpi/type/named.c \
    libmpi/type/pack.c \
    libmpi/type/pack.h \
    libmpi/type/sequence.c \
    libmpi/type/sequence.h \
    libmpi/type/signature.c \
    libmpi/type/signature.h \
    libmpi/type/type.h
