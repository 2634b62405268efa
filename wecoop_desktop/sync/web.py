"""A release on a web server: one GET at a time, over TLS with the system's certificates."""

from __future__ import annotations

import ipaddress
import re
import ssl
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit
from urllib.request import getproxies, proxy_bypass

from wecoop_desktop import __version__
from wecoop_desktop.base.errors import AppError
from wecoop_desktop.sync.flow import Absent, Broken, Flow
from wecoop_desktop.sync.limits import LIMITS, Limits

if TYPE_CHECKING:
    from urllib3 import BaseHTTPResponse, PoolManager

AGENT = f"WECOOP-Desktop/{__version__}"
ABSENT = (403, 404, 410)
MOVED = (301, 302, 303, 307, 308)
PASSING = (408, 425, 429, 500, 502, 503, 504)
RANGE = re.compile(r"bytes (\d{1,15})-(\d{1,15})/(\d{1,15}|\*)")
SMALL = 65_536  # bytes of an answer without use that are read so that the line can be used again
# Where systems keep their certificates when Python was built elsewhere: the bundle runs on all.
BUNDLES = (
    "/etc/ssl/certs/ca-certificates.crt",
    "/etc/pki/tls/certs/ca-bundle.crt",
    "/etc/ssl/ca-bundle.pem",
    "/etc/ssl/cert.pem",
)


class Web:
    """Files below an address. `https` only, but for this computer and the local network."""

    kind = "web"

    def __init__(
        self,
        address: str,
        limits: Limits = LIMITS,
        channel: str = "",
        metadata: str = "",
        targets: str = "",
    ) -> None:
        """`metadata` and `targets` stand elsewhere than a release has them where they are given.

        Raises `AppError` address-odd or address-plain.
        """
        base = check_address(address).rstrip("/")
        self.name = base
        self.channel = channel or ("stick" if _is_neighbour(base) else "network")
        inside = "stick" if self.channel == "stick" else "metadata"
        self.metadata = check_address(metadata) if metadata else f"{base}/{inside}/"
        self.targets = check_address(targets) if targets else f"{base}/targets/"
        self._limits = limits
        self._pools: dict[str, PoolManager] = {}

    def flow(self, url: str, start: int, most: int) -> Flow:
        """As `Carrier.flow`."""
        response = self._answer(url, start)
        if response.status == 416:  # the file became shorter than what is there of it
            _let_go(response)
            return self.flow(url, 0, most) if start else self._refused(response)
        if response.status in PASSING:
            wait = _seconds(response.headers.get("Retry-After", ""))
            _let_go(response)
            raise Broken("carrier-refused", wait, status=response.status)
        if response.status in ABSENT:
            _let_go(response)
            raise Absent(response.status)
        if response.status not in (200, 206):
            return self._refused(response)
        if response.headers.get("Content-Encoding", "identity") not in ("identity", ""):
            return self._refused(response)
        begun, total = _extent(response)
        if begun not in (0, start):
            return self._refused(response)
        return Flow(begun, total, self._chunks(response), lambda: _end(response))

    def close(self) -> None:
        for pool in self._pools.values():
            for key in pool.pools.keys():  # noqa: SIM118 - no mapping; clearing closes nothing
                pool.pools[key].close()
            pool.clear()
        self._pools.clear()

    def _refused(self, response: BaseHTTPResponse) -> Flow:
        response.close()
        raise AppError("carrier-refused", name=self.name, status=response.status)

    def _answer(self, url: str, start: int) -> BaseHTTPResponse:
        """The answer behind all redirections."""
        for _ in range(self._limits.redirects + 1):
            response = self._ask(url, start)
            if response.status not in MOVED:
                return response
            _let_go(response)
            url = self._moved(url, response.headers.get("Location", ""))
        raise AppError("carrier-astray", name=self.name)

    def _moved(self, url: str, location: str) -> str:
        """Where a redirection leads. Never from TLS to none, never off to another plain server."""
        try:
            following = urljoin(url, location)
            old, new = urlsplit(url), urlsplit(following)
            plain = new.scheme == "http" and (old.scheme, old.netloc) == ("http", new.netloc)
            if not location or not new.hostname or not (new.scheme == "https" or plain):
                raise AppError("carrier-astray", name=self.name)
        except ValueError as error:
            raise AppError("carrier-astray", name=self.name) from error
        return following

    def _ask(self, url: str, start: int) -> BaseHTTPResponse:
        import urllib3
        from urllib3 import exceptions

        headers = {"User-Agent": AGENT, "Accept-Encoding": "identity"}
        if start:
            headers["Range"] = f"bytes={start}-"
        limits = self._limits
        try:
            return self._pool(url).request(
                "GET",
                url,
                headers=headers,
                timeout=urllib3.Timeout(connect=limits.connect, read=limits.idle),
                retries=False,
                redirect=False,
                preload_content=False,
                decode_content=False,
            )
        except exceptions.NewConnectionError as error:  # which urllib3 counts among the time-outs
            raise Broken("carrier-unreachable") from error
        except exceptions.TimeoutError as error:
            raise Broken("carrier-slow") from error
        except exceptions.LocationValueError as error:
            raise AppError("address-odd", address=url) from error
        except exceptions.SSLError as error:
            if "CERTIFICATE_VERIFY_FAILED" in str(error):
                raise AppError("carrier-untrusted", name=self.name) from error
            raise Broken("carrier-unreachable") from error
        except (exceptions.HTTPError, OSError) as error:
            raise Broken("carrier-unreachable") from error
        except UnicodeError as error:  # a name that no server can have
            raise AppError("address-odd", address=url) from error

    def _chunks(self, response: BaseHTTPResponse) -> Iterator[bytes]:
        from urllib3 import exceptions

        try:
            yield from response.stream(self._limits.chunk, decode_content=False)
        except exceptions.TimeoutError as error:
            raise Broken("carrier-slow") from error
        except (exceptions.HTTPError, OSError) as error:
            raise Broken("carrier-unreachable") from error

    def _pool(self, url: str) -> PoolManager:
        """Connections to use for `url`: directly, or by the proxy that the system names."""
        import urllib3

        from wecoop_desktop.sync.connection import watch

        proxy = proxy_of(url)
        direct = url.partition(":")[0]  # reading certificates takes longer than a whole check
        if (proxy or direct) not in self._pools:
            if proxy:
                name = urlsplit(proxy)
                headers = (
                    urllib3.make_headers(proxy_basic_auth=f"{name.username}:{name.password or ''}")
                    if name.username
                    else None
                )
                manager: PoolManager = urllib3.ProxyManager(
                    proxy, ssl_context=tls(), proxy_headers=headers
                )
            else:
                context = tls() if direct == "https" else None
                manager = urllib3.PoolManager(ssl_context=context)
            self._pools[proxy or direct] = watch(manager, self._limits.answer)
        return self._pools[proxy or direct]


def tls() -> ssl.SSLContext:
    """TLS 1.2 or later, verified with the certificates of the system.

    Windows: its store. Elsewhere: what OpenSSL is set to (`SSL_CERT_FILE`, `SSL_CERT_DIR`), else
    the first bundle that systems are known to have.
    """
    context = ssl.create_default_context()
    paths = ssl.get_default_verify_paths()
    if not paths.cafile and not paths.capath and not context.cert_store_stats()["x509_ca"]:
        bundle = next((name for name in BUNDLES if Path(name).is_file()), None)
        if bundle:
            context.load_verify_locations(bundle)
    return context


def authorities() -> tuple[int, str]:
    """How many certificates of authorities were read, and where the system keeps them.

    None are counted in a folder: OpenSSL reads of it what it needs when it needs it.
    """
    paths, count = ssl.get_default_verify_paths(), tls().cert_store_stats()["x509_ca"]
    named = (paths.cafile, paths.capath, *(name for name in BUNDLES if Path(name).is_file()))
    return count, next((name for name in named if name), "")


def proxy_of(url: str) -> str:
    """The proxy that the system names for an address, "" for none; never for near addresses."""
    parts = urlsplit(url)
    host = parts.hostname or ""
    if is_near(host):
        return ""
    proxies = getproxies()
    chosen = proxies.get(parts.scheme) or proxies.get("all", "")
    if not chosen or proxy_bypass(host):
        return ""
    chosen = chosen if "://" in chosen else f"http://{chosen}"
    return chosen if chosen.startswith(("http://", "https://")) else ""


def check_address(address: str) -> str:
    """The address of a web server as it was typed, its name in the letters that servers have.

    Raises `AppError` address-odd or address-plain.
    """
    address = address.strip()
    try:
        parts = urlsplit(address)
        odd = parts.username is not None or parts.query or parts.fragment or not parts.hostname
        host = (parts.hostname or "").encode("idna").decode() if not odd else ""
        port = f":{parts.port}" if parts.port is not None else ""
    except ValueError as error:  # UnicodeError is one
        raise AppError("address-odd", address=address) from error
    if odd or parts.scheme not in ("http", "https") or any(sign.isspace() for sign in address):
        raise AppError("address-odd", address=address)
    if parts.scheme == "http" and not is_near(host):
        raise AppError("address-plain", address=address)
    if parts.netloc.isascii():
        return address
    return parts._replace(netloc=host + port).geturl()


def is_near(host: str) -> bool:
    """Whether a host is this computer or in the local network, as far as its name tells."""
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return host == "localhost" or "." not in host or host.endswith((".local", ".lan"))
    return address.is_loopback or address.is_private or address.is_link_local


def _is_neighbour(address: str) -> bool:
    """Whether an address is another computer of the local network, without TLS: a shared copy."""
    parts = urlsplit(address)
    host = parts.hostname or ""
    return parts.scheme == "http" and host not in ("localhost", "127.0.0.1", "::1")


def _extent(response: BaseHTTPResponse) -> tuple[int, int]:
    """The first byte and the bytes of the whole file that an answer announces."""
    if response.status == 206:
        match = RANGE.fullmatch(response.headers.get("Content-Range", ""))
        if match is None:
            return -1, -1
        return int(match[1]), -1 if match[3] == "*" else int(match[3])
    length = response.headers.get("Content-Length", "")
    return 0, int(length) if length.isascii() and length.isdigit() and len(length) < 16 else -1


def _seconds(value: str) -> float:
    """Retry-After in seconds; dates are not worth the trouble."""
    return float(value) if value.isascii() and value.isdigit() and len(value) < 6 else 0


def _let_go(response: BaseHTTPResponse) -> None:
    """Use the line again where the rest of the answer is small, else close it."""
    from urllib3 import exceptions

    try:
        response.read(SMALL, decode_content=False)
    except (exceptions.HTTPError, OSError):
        response.close()
        return
    _end(response)


def _end(response: BaseHTTPResponse) -> None:
    """A line whose answer was read to its end can be used again; any other is closed."""
    response.release_conn() if response.length_remaining == 0 else response.close()
