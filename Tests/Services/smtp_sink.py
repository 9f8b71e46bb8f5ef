"""An SMTP server that keeps what it gets.

usage: smtp_sink.py [--tls CERTIFICATE KEY] [--implicit] [--auth USER PASSWORD]

The recipient's name chooses a fault: temp 451, nobody 550, drop (hangs up), full 452 after the
data, slow (never gives the final answer, though it keeps the mail).
"""

import argparse
import asyncio
import ssl

import service

try:
    from aiosmtpd.smtp import SMTP, AuthResult
except ImportError:
    print("missing aiosmtpd", flush=True)
    raise SystemExit(0)

parser = argparse.ArgumentParser()
parser.add_argument("--tls", nargs=2)
parser.add_argument("--implicit", action="store_true")
parser.add_argument("--auth", nargs=2)
options = parser.parse_args()
journal = service.Journal()


class Sink:
    async def handle_RCPT(self, server, session, envelope, address, rcpt_options):
        name = address.split("@")[0]
        if name == "temp":
            return "451 4.3.0 try again later"
        if name == "nobody":
            return "550 5.1.1 there is no such user"
        if name == "drop":
            server.transport.abort()
            return "421 gone"
        envelope.rcpt_tos.append(address)
        return "250 ok"

    async def handle_DATA(self, server, session, envelope):
        names = {address.split("@")[0] for address in envelope.rcpt_tos}
        if "full" in names:
            return "452 4.2.2 the mailbox is full"
        journal.add(
            sender=envelope.mail_from,
            recipients=envelope.rcpt_tos,
            tls=session.ssl is not None or options.implicit,
            authenticated=bool(session.authenticated),
            data=envelope.content.decode("utf-8", "backslashreplace"),
        )
        if "slow" in names:
            await asyncio.sleep(3600)
        return "250 2.0.0 taken"


def authenticate(server, session, envelope, mechanism, data):
    given = (data.login.decode(), data.password.decode())
    return AuthResult(success=given == tuple(options.auth), handled=False)


def make_server(tls):
    settings = {}
    if options.auth:
        settings.update(
            authenticator=authenticate,
            auth_required=True,
            auth_require_tls=bool(tls) and not options.implicit,
        )
    if tls and not options.implicit:
        settings.update(tls_context=tls, require_starttls=True)
    return SMTP(Sink(), hostname="localhost", enable_SMTPUTF8=True, **settings)


async def main():
    tls = None
    if options.tls:
        tls = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        tls.load_cert_chain(*options.tls)
    server = await asyncio.get_running_loop().create_server(
        lambda: make_server(tls), "127.0.0.1", 0, ssl=tls if options.implicit else None
    )
    service.announce(server.sockets[0].getsockname()[1])
    await server.serve_forever()


service.end_with_parent()
asyncio.run(main())
