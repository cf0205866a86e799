libmpi_libcore_la_SOURCES += libmpi/p2p/answer.c libmpi/p2p/answer.h libmpi/p2p/arrival.c libmpi/p2p/arrival.h \
    libmpi/p2p/completion.c libmpi/p2p/completion.h libmpi/p2p/header.h \
    libmpi/p2p/match.c libmpi/p2p/match.h libmpi/p2p/meeting.c libmpi/p2p/meeting.h libmpi/p2p/message.c libmpi/p2p/message.h \
    libmpi/p2p/message_guard.c libmpi/p2p/message_guard.h \
    libmpi/p2p/operation.c libmpi/p2p/operation.h libmpi/p2p/parcel.c \
    libmpi/p2p/parcel.h libmpi/p2p/peer.c libmpi/p2p/peer.h libmpi/p2p/short.h \
    libmpi/p2p/probe.c libmpi/p2p/probe.h libmpi/p2p/progress.c libmpi/p2p/progress.h \
    libmpi/p2p/recv.c libmpi/p2p/request.c libmpi/p2p/request.h libmpi/p2p/send.c \
    libmpi/p2p/transfer.c libmpi/p2p/transfer.h libmpi/p2p/transfer_internal.h \
    libmpi/p2p/wait.c libmpi/p2p/wait.h
libmpi_libcore_la_SOURCES += libmpi/p2p/blocked.c
libmpi_libcore_la_SOURCES += libmpi/p2p/blocked.h
libmpi_libcore_la_SOURCES += libmpi/p2p/buffer.c
libmpi_libcore_la_SOURCES += libmpi/p2p/buffer.h
libmpi_libcore_la_SOURCES += libmpi/p2p/grequest.c
libmpi_libcore_la_SOURCES += libmpi/p2p/grequest.h
libmpi_libcore_la_SOURCES += libmpi/p2p/hint.c
libmpi_libcore_la_SOURCES += libmpi/p2p/hint.h
libmpi_libcore_la_SOURCES += libmpi/p2p/partitioned.c libmpi/p2p/partitioned_internal.h
libmpi_libcore_la_SOURCES += libmpi/p2p/partitioned_recv.c
libmpi_libcore_la_SOURCES += libmpi/p2p/partitioned_send.c
libmpi_libcore_la_SOURCES += libmpi/p2p/partitioned.h
libmpi_libcore_la_SOURCES += libmpi/p2p/race.c
libmpi_libcore_la_SOURCES += libmpi/p2p/race.h
libmpi_libcore_la_SOURCES += libmpi/p2p/sendrecv.c
libmpi_libcore_la_SOURCES += libmpi/p2p/sendrecv.h
libmpi_libcore_la_SOURCES += libmpi/p2p/foreign.c
libmpi_libcore_la_SOURCES += libmpi/p2p/foreign.h
libmpi_libcore_la_SOURCES += libmpi/p2p/greeting.c
libmpi_libcore_la_SOURCES += libmpi/p2p/greeting.h
libmpi_libcore_la_SOURCES += libmpi/p2p/wake.c libmpi/p2p/wake.h
libmpi_libcore_la_SOURCES += libmpi/p2p/carrier.c libmpi/p2p/carrier.h
libmpi_libcore_la_SOURCES += libmpi/p2p/incoming.c libmpi/p2p/incoming.h
libmpi_libcore_la_SOURCES += libmpi/p2p/inlet.c libmpi/p2p/inlet.h
libmpi_libcore_la_SOURCES += libmpi/p2p/lane.c libmpi/p2p/lane.h
