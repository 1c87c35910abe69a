// `server-only` guards the bundle; tests and the command line load server code on purpose.
export {}
