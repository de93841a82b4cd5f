"""What readers of any help site in English say for one another: groups of words and phrases, a semicolon between two."""

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
