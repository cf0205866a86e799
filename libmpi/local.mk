# libmpi/: libmpi_abi.so.1.  All of it is in one convenience library, which the unit tests link
# as well: inside it every symbol is visible, outside only MPI_* and PMPI_*.
pkginclude_HEADERS = libmpi/include/mpi.h
lib_LTLIBRARIES += libmpi/libmpi_abi.la
noinst_LTLIBRARIES += libmpi/libcore.la

libmpi_libmpi_abi_la_SOURCES =
libmpi_libmpi_abi_la_LIBADD = libmpi/libcore.la
libmpi_libmpi_abi_la_LDFLAGS = $(AM_LDFLAGS) -version-info 1:0:0 $(NO_UNDEFINED) \
    -export-symbols-regex '^P?MPI_'

EXTRA_DIST += libmpi/abi/constants.tsv libmpi/abi/functions.tsv libmpi/abi/types.tsv

libmpi_libcore_la_CPPFLAGS = $(AM_CPPFLAGS) $(UCX_CFLAGS) -DUCX_LIBDIR='"$(UCX_LIBDIR)"'
libmpi_libcore_la_LIBADD = pmi/libpmi.la $(DL_LIBS) -lm
libmpi_libcore_la_SOURCES =

include libmpi/util/local.mk
include libmpi/boot/local.mk
include libmpi/node/local.mk
include libmpi/net/local.mk
include libmpi/obj/local.mk
include libmpi/type/local.mk
include libmpi/check/local.mk
include libmpi/comm/local.mk
include libmpi/p2p/local.mk
include libmpi/coll/local.mk
include libmpi/topo/local.mk
include libmpi/rma/local.mk
include libmpi/io/local.mk
include libmpi/spawn/local.mk
include libmpi/watch/local.mk
include libmpi/tool/local.mk
include libmpi/world/local.mk
include libmpi/mpi/local.mk
include libmpi/info/local.mk
include libmpi/wrappers/local.mk
