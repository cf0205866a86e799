# spank/: the plugin slipway.so.
