"""`search.yml`: how the search weighs pages."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, StringConstraints, model_validator

from .base import Model, PagePath, Prose, RefersTo, invalid

Share = Annotated[float, Field(ge=0, le=1)]
Worth = Annotated[float, Field(ge=0, le=100)]
Number = Annotated[int, Field(ge=1, le=1_000_000)]
# Both become part of a regular expression, where more than one character would mean something else.
Sign = Annotated[str, StringConstraints(pattern=r"^[^A-Za-z0-9\s]$")]
Word = Annotated[str, StringConstraints(pattern=r"^[a-z]+$")]
Bound = Annotated[str, StringConstraints(pattern=r"^[^\x00-\x7F]$")]


_UNITS = {"seconds": "s sec secs", "minutes": "min mins", "hours": "h hr hrs", "milliseconds": "ms"}


class TokenRules(Model):
    """What one word is."""

    joiners: tuple[Sign, ...] = ("-", "_", ".", "'")
    """Characters that may stand inside a word."""
    apostrophes: tuple[Sign, ...] = ("’", "ʼ", "＇")
    """Characters read as an apostrophe."""
    longest: Number = 40
    """Letters kept of a long word."""
    units: Annotated[tuple[tuple[Word, Word], ...], Field(min_length=1)] = tuple(
        pair for unit, signs in _UNITS.items() for pair in ((sign, unit) for sign in signs.split())
    )
    """Signs of units that stand behind a number without a blank, and what they are read as: `32s` is `32 seconds`."""
    paired_scripts: tuple[tuple[Bound, Bound], ...] = (("぀", "ヿ"), ("㐀", "䶿"), ("一", "鿿"), ("豈", "﫿"))
    """First and last letter of each script read in pairs."""
    meaningful: tuple[Prose, ...] = tuple("did us off own say".split())
    """Stop words of lunr that mean something here."""
    fillers: tuple[Prose, ...] = tuple(
        "please help need want thing anyone i'm i've i'd it's don't can't doesn't won't isn't didn't im ive using use there's someone going really still very we're you're etc no not".split()
    )
    """More words that carry no meaning in a question."""
    vague: tuple[Prose, ...] = tuple(
        "one way suddenly unexpectedly sometimes always often constantly randomly again anymore already once twice only keep keeps keeping kept get gets getting got go goes went gone come comes came make makes making made take takes taking took give gives put see sees seen look looks show shows tell tells try tries tried happen happens happening start starts started work works working many much more most lot few several some any every everything anything nothing something nobody everybody people person other others another different same new old good bad long short first last next mine yours ours ourselves yourself between during before within without enough properly correctly right left day time".split()
    )
    """Words that say little: they don't make a question another one that facts answer."""

    @model_validator(mode="after")
    def _scripts_run_forwards(self) -> TokenRules:
        for index, (first, last) in enumerate(self.paired_scripts):
            if first > last:
                raise invalid("the first letter of a script, then its last", at=("paired_scripts", index))
        return self


class FieldWeight(Model):
    """What a match in one field is worth."""

    weight: Worth
    """Points for a match in a field of average length."""
    balance: Share
    """How much a long field is marked down."""


class FieldWeights(Model):
    """The fields of a section."""

    title: FieldWeight = FieldWeight(weight=9, balance=0.4)
    """Its page's title."""
    heading: FieldWeight = FieldWeight(weight=3.5, balance=0.4)
    """Its own heading."""
    symptoms: FieldWeight = FieldWeight(weight=6, balance=0.2)
    """The symptoms its page answers."""
    path: FieldWeight = FieldWeight(weight=1.5, balance=0.2)
    """Its page's address."""
    text: FieldWeight = FieldWeight(weight=1, balance=0.75)
    """Its text."""


class Ranking(Model):
    """What raises and lowers a page."""

    saturation: Worth = 6
    """How soon more of the same word stops counting (k1 of BM25)."""
    intro: Worth = 2
    """Times the opening of a page."""
    page: Worth = 0.75
    """What the rest of a page adds to its best section."""
    long_page: Number = 24
    """Sections from which the rest of a page counts for clearly less: a long page meets words by chance."""
    aside: Share = 0.6
    """A page that only mentions things (`asides`), against one that treats them."""
    exact_title: Worth = 24
    """Points for a query that is the title; fewer for one that shares words with it."""
    coverage: Worth = 0.5
    """How sharply a page falls for each word it lacks."""
    close: Share = 0.3
    """What words side by side in the text add, against words far apart."""
    rare: Number = 2
    """A word in at most this many sections may be a misspelling in the pages themselves."""
    prefix: Share = 0.65
    """A completed word, against the word itself."""
    fuzzy: Share = 0.7
    """A corrected word, against the word itself."""
    synonym: Share = 0.65
    """A synonym, against the word itself."""
    filler: Share = 0.4
    """A stop word that stands in a title, a heading or a symptom, against a word that says something."""
    meaning: Share = 0.7
    """A word that a complaint is likely to be about, against a word of the query."""


class SearchLimits(Model):
    """How much is kept, shown and fetched."""

    shown: Number = 10
    """Pages in one answer."""
    letters: Number = 200
    """Letters of a query that are read."""
    words: Number = 16
    """Words of a query that are read."""
    postings: Number = 12000
    """The best postings kept for one word."""
    hint_postings: Number = 600
    """The best postings kept for a word that a complaint may mean."""
    text_bytes: Number = 8000
    """How much text, before compression, the sections in one file have together."""
    shard_bytes: Number = 12000
    """About the size of one piece of the index before compression."""


class Meaning(Model):
    """What customers say, and what it is called on a page that treats it."""

    says: tuple[Prose, ...] = ()
    """Phrases that are a complaint by themselves."""
    about: tuple[Prose, ...] = ()
    """Phrases that mean it when something in the query complains."""
    means: Annotated[tuple[Prose, ...], Field(min_length=1)]
    """The words that such pages use."""


class Complaints(Model):
    """How a query that complains is told from one that names a thing, and where it is led."""

    signs: tuple[Prose, ...] = tuple(
        "no not cannot can't won't doesn't isn't don't didn't never nothing without unable fail failed failure wrong broken lost missing "
        "down stuck stop error problem issue trouble reject refuse deny block bad slow delay late unexpected suddenly".split()
    )
    """Words and phrases that say that something is wrong."""
    meanings: tuple[Meaning, ...] = ()
    """What customers say, by what it means."""


class DirectAnswer(Model):
    """A question that the facts answer by themselves: the search shows it above the pages."""

    says: Annotated[tuple[Prose, ...], Field(min_length=1)]
    """What readers ask. A query counts when it has all words of one phrase, and no word that none of them has."""
    title: Prose
    """The heading of the answer."""
    page: PagePath
    """Where to read on."""
    anchor: Prose | None = None
    """The section of that page."""
    text: Prose | None = None
    """What is said first, in words."""
    principle: Annotated[str, RefersTo("principle")] | None = None
    """The principle to quote."""
    channels: tuple[Annotated[str, RefersTo("channel")], ...] = ()
    """The channels to name, with address and hours."""
    paid_option: Annotated[str, RefersTo("paid-option")] | None = None
    """The paid option to describe."""
    coverage: bool = False
    """Whether to say which problems are covered at which hours."""


# What readers of any help site in English say for one another.
EVERYDAY = """
log in, login, sign in, log on; log out, logout, sign out, log off; sign up, register, registration; reset, forgot, forgotten, lost
two factor authentication, 2fa, mfa, two step verification, one time password; price, pricing, rate, tariff, cost, charge, fee
invoice, bill, billing, receipt; buy, purchase, order; privacy, gdpr, data protection; alert, notification, warning; email, mail
limit, cap, restrict, restriction, maximum; server, node, host, machine; uptime, availability, outage, down, status, incident
certificate, ssl, tls, https; api key, token, credentials; single sign on, sso; scheduled task, cron, crontab
report, statistics, stats, analytics; upload, import; download, export; delete, remove, erase; configure, configuration, setting, options
troubleshoot, troubleshooting, fix, debug, debugging, diagnose; ticket, case, support request; help, support, contact
keep, retain, retention, store; folder, directory; picture, image, photo, screenshot; restore, recover, recovery, undelete
release notes, change log, changelog; feature request, suggestion, idea; slow, delay, latency, lag
language, translation, translate, localisation, localization; colleague, coworker, teammate, team member, collaborator, fellow
visitor, reader, audience; disk space, storage space, quota, disk full, out of space; graphics card, video card, gpu; processor, cpu
memory, ram; hard disk, hard drive, local disk; laptop, pc, workstation, own computer; container, docker; stdin, standard input
stdout, standard output; stderr, standard error; env var, environment variable; command line, terminal, shell, console, command prompt
flag, option; drop down, choice, select list; note box, callout, admonition; formula, equation, math, latex; enlarge, zoom, lightbox
dark mode, night mode, dark theme; banner, announcement; sidebar, navigation, menu
publish, publishing, deploy, deployment, hosting, put online, go live; offline, without internet, from disk; version, release, edition
obsolete, deprecated, outdated; cite, citation, acknowledge, acknowledgement; rating, feedback, survey, was this helpful, useful
comment, discussion; permission, access rights, permissions; access denied, permission denied, forbidden, not allowed
crash, segfault, segmentation fault, core dump; out of memory, oom; line ending, carriage return, crlf
shortcut, hotkey, keyboard shortcut; autocomplete, autocompletion, completion, tab completion; example, sample
getting started, first steps, beginner, introduction; password, passphrase; time zone, timezone, local time
encoding, character set, unicode; refund, money back; discount, coupon, voucher, promo code; delivery, shipping, shipment
wifi, wi-fi, wireless; virtual machine, vm; mailing list, newsletter, subscribe; stop, cancel, kill, abort, terminate
start, run, launch, execute; quit, exit; pending, queued, queue, waiting; hide, mask; confirm, confirmation, are you sure
deactivate, disable, turn off, switch off; activate, enable, turn on, switch on; restart, reboot, start again; undo, revert, roll back, rollback
downgrade, older version, previous version, earlier version; uninstall, deinstall, uninstallation; rename, change the name
backup, back up, safety copy, dump, snapshot; archive, archiving; duplicate, clone; merge, combine; split, separate
synchronise, synchronize, sync, synchronization; trash, bin, recycle bin, deleted items; clean up, cleanup, purge, wipe, deletion, erase, delete
renew, renewal, extend, extension, prolong, extra time, more time; expire, expired, expiry, expiration, run out; time limit, timeout, timed out
every night, nightly, every day, daily, at regular times, recurring, scheduled, cron; automatic, automatically, by itself, unattended
damage, damaged, corrupt, corrupted, corruption, integrity, checksum; log, logs, log file, logging, journal
monitor, monitoring, health check, watchdog, supervise; verify, verification, validate, validation, prove
encrypt, encryption, cipher, encrypted; virus, malware, antivirus, virus scanner; phishing, deceptive, scam, fraud; spam, junk, unwanted mail
block, ban, banned, lock out, locked out, blacklist, denylist; allow list, allowlist, whitelist, trusted
security key, hardware key, yubikey, fido, webauthn, passkey; single sign on, oauth, openid, oidc, saml; ldap, active directory, company directory
role, permission, acl, access control, rights; username, user name, login name; avatar, profile picture; delete account, close account, remove account
mailbox, inbox, email account, mail account; attachment, attached file, attach; forward, forwarding, redirect, redirection
vacation, out of office, auto reply, autoreply, autoresponder; unsubscribe, opt out, notification preferences, stop emails
smtp, outgoing server, mail server, relay, relayhost, smarthost; calendar, appointment; address book, contacts
iphone, ipad, ios, apple; mac, macos, osx, apple; android, google phone; smartphone, mobile, phone, small screen
ipv6, ip version 6; ipv4, ip version 4; dns, nameserver, name server, domain name; custom domain, own domain, own address, hostname
high availability, failover, standby, redundancy; load balancer, load balancing; reverse proxy, proxy; mount, network drive, sshfs
rate limit, throttle, throttling, too many requests; exceed, exceeded, over the limit, limit reached; cache, caching, stale
blank page, white page, white screen, empty page; not found, 404, dead link, broken link; internal error, 500, server error
graphical, gui, x11, remote desktop, virtual desktop, window; remote access, ssh, remote login; core, cores, thread, threads, cpu
parallel, concurrently, multithreading, at the same time, simultaneous; faster, speed up, performance, optimise, optimize, tuning
plot, chart, graph, figure; spreadsheet, excel, csv; film, video, movie, clip; print, printing, paper, pdf
plugin, add on, addon, extension, module; library, package, dependency; theme, skin, appearance, style, css; branding, brand, logo, white label
prerequisite, prerequisites, requirement, requirements, what do i need; compatible, compatibility, supported; trial, demo, evaluation, free version
programmatic access, api, rest, web service; webhook, callback, http callback; regular expression, regex, pattern; draft, unpublished
accordion, collapsible, expandable, fold, collapse; tooltip, hover, hover text; side by side, columns, grid; table of contents, toc, outline
progress, progress bar, busy indicator, spinner, loading indicator; toggle, on off, true or false, yes or no, boolean, switch
allowed values, fixed set, predefined values, enumeration, enum; upper case, uppercase, capital letters, case insensitive, lower case, lowercase
superscript, subscript, squared, exponent; line break, newline; numbered list, ordered list; bullet list, unordered list; caption, text below
footer, bottom of the page; header, top of the page; accessibility, screen reader, blind; search engine, seo, indexed by google
secret, hidden, private, hide
required, mandatory; move, transfer, migrate, migration; copy, transfer; share, give access
freeze, hang, stuck, not responding, unresponsive; install, installation; update, upgrade; add, invite, join; store, save
order, sort, sorting; repo, repository; db, database; admin, administrator; config, configuration; auth, authentication; info, information
spec, specification; param, parameter; args, arguments; dir, directory; docs, documentation; gui, user interface; url, link, web address
os, operating system; js, javascript; colour, color; centre, center; licence, license; organisation, organization; behaviour, behavior
favourite, favorite; grey, gray; catalogue, catalog; dialogue, dialog; programme, program; customise, customize; initialise, initialize
get rid of, remove, delete, uninstall; everybody, everyone, public, publicly; charity, nonprofit, non profit; robot, bot, crawler, spider
power failure, power cut, crash; lost phone, lost device, recovery code, backup code; how big, how large, size; how long, duration
how often, frequency, interval; how many, number of, count; bring over, take over, import, migrate, migration
hand over, transfer, ownership; put into, insert, embed; online shop, shop, store, ecommerce; kids, children, parental
credit card, payment method; stop paying, cancel subscription; by accident, by mistake, accidentally, accidental
self hosted, self hosting, own server, on premises; personal data, personal information, pii; cookie, consent
student, school, university, education; pay less, cheaper, discount; forever, permanent, permanently, persistent
multilingual, several languages, i18n; several versions, several releases, versioning; zip, tar, archive; ssh key, public key, key pair
report a bug, bug report, file an issue; unsupported, not supported, incompatible; turn into, convert, conversion; look like, appearance
"""


class SearchFile(Model):
    """The whole file."""

    tokens: TokenRules = TokenRules()
    """How words are read."""
    fields: FieldWeights = FieldWeights()
    """What a match is worth, by field."""
    ranking: Ranking = Ranking()
    """How matches become an order of pages."""
    limits: SearchLimits = SearchLimits()
    """What keeps the index small and an answer quick."""
    asides: tuple[Prose, ...] = (
        "changelog",
        "change log",
        "release notes",
        "what's new",
        "glossary",
        "acronyms",
        "license",
        "contributing",
        "code of conduct",
    )
    """Titles of pages that speak of everything a little: they do not stand above a page that treats it, unless asked for by name."""
    complaints: Complaints = Complaints()
    """What customers say when something is wrong, and what it is called."""
    synonyms: tuple[tuple[Prose, ...], ...] = ()
    """Groups of words and phrases that mean the same to a reader, besides the everyday ones."""
    answers: tuple[DirectAnswer, ...] = ()
    """Questions that the facts answer by themselves."""
