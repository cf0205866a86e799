libmpi_libcore_la_SOURCES += libmpi/obj/object.c libmpi/obj/object.h libmpi/obj/basic.h \
    libmpi/obj/basic.def libmpi/obj/op.h libmpi/obj/group.h libmpi/obj/errhandler.h
libmpi_libcore_la_SOURCES += libmpi/obj/op.c libmpi/obj/op_kernels.c libmpi/obj/op_kernels.h \
    libmpi/obj/group.c libmpi/obj/group_set.c libmpi/obj/errhandler.c \
    libmpi/obj/errcode.c libmpi/obj/errcode.h libmpi/obj/handle.c libmpi/obj/handle.h
