libmpi_libcore_la_SOURCES += \
    libmpi/net/card.c \
    libmpi/net/card.h \
    libmpi/net/net.c \
    libmpi/net/net.h \
    libmpi/net/place.c \
    libmpi/net/place.h \
    libmpi/net/transports.c \
    libmpi/net/transports.h \
    libmpi/net/tuning.c \
    libmpi/net/tuning.h \
    libmpi/net/ucx.c \
    libmpi/net/ucx.def \
    libmpi/net/ucx.h
