# info/: slipway-info.
bin_PROGRAMS += slipway-info
slipway_info_SOURCES = \
    libmpi/info/algorithms.c \
    libmpi/info/check.c \
    libmpi/info/check.h \
    libmpi/info/check_node.c \
    libmpi/info/check_slurm.c \
    libmpi/info/command.c \
    libmpi/info/command.h \
    libmpi/info/main.c \
    libmpi/info/node.c \
    libmpi/info/out.c \
    libmpi/info/out.h \
    libmpi/info/plugstack.c \
    libmpi/info/plugstack.h \
    libmpi/info/probe.c \
    libmpi/info/probe.h \
    libmpi/info/sections.h \
    libmpi/info/variables.c \
    libmpi/info/version.c
slipway_info_LDADD = libmpi/libcore.la
slipway_info_CPPFLAGS = $(AM_CPPFLAGS) -DUCX_VERSION='"$(UCX_VERSION)"' \
    -DINFO_COMPILER='"$(CC) $(CFLAGS)"' -DINFO_CONFIGURE='"$(CONFIGURE_WORDS)"' \
    -DINFO_LIBDIR='"$(libdir)"' -DINFO_INCLUDEDIR='"$(pkgincludedir)"' $(info_plugin)
if SPANK
info_plugin = -DINFO_PLUGIN='"$(plugindir)/slipway.so"'
endif
