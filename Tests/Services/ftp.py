"""An FTP server for one directory, read by anybody.

usage: ftp.py DIRECTORY
"""

import sys

import service

try:
    from pyftpdlib.authorizers import DummyAuthorizer
    from pyftpdlib.handlers import FTPHandler
    from pyftpdlib.servers import FTPServer
except ImportError:
    print("missing pyftpdlib", flush=True)
    raise SystemExit(0)

import logging

logging.basicConfig(level=logging.CRITICAL)
FTPHandler.authorizer = DummyAuthorizer()
FTPHandler.authorizer.add_anonymous(sys.argv[1])
server = FTPServer(("127.0.0.1", 0), FTPHandler)
service.end_with_parent()
service.announce(server.address[1])
server.serve_forever()
