libmpi_libcore_la_SOURCES += libmpi/p2p/message.h libmpi/p2p/request.h libmpi/p2p/transfer.h \
    libmpi/p2p/progress.h libmpi/p2p/wait.h
