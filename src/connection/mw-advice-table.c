/* mw-advice-table.c: the table of advices by (domain, code)
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-advice-table.h"

#include <glib/gi18n-lib.h>

#include "mw-connection-file.h"
#include "mw-diagnosis.h"
#include "mw-moved.h"
#include "mw-source.h"

/* {system}, {host} and {field} are filled in. Each body says who can fix it and what to do next. */

static const MwAdviceEntry transport_entries[] = {
  { MW_TRANSPORT_ERROR_ADDRESS, N_ ("This is not a web address"),
    N_ (
      "Copy the address from the browser's address bar while you look at {system}; it begins with https://."),
    MW_ADVICE_CHECK_FIELD, MW_ADVICE_FIELD_ADDRESS },
  { MW_TRANSPORT_ERROR_RESOLVE, N_ ("{host} is not known"),
    N_ ("There is no computer of that name in reach. Check the spelling. If it is right, you may need your "
        "company's "
        "network or VPN: ask your IT department."),
    MW_ADVICE_CHECK_FIELD, MW_ADVICE_FIELD_ADDRESS },
  { MW_TRANSPORT_ERROR_CONNECT, N_ ("{host} does not answer"),
    N_ ("The name is right, but no program answers there. Check the port, and whether {system} is running "
        "and this "
        "computer is in the company's network or VPN. Otherwise ask whoever runs the {system} server."),
    MW_ADVICE_TRY_AGAIN, MW_ADVICE_FIELD_ADDRESS },
  { MW_TRANSPORT_ERROR_TLS, N_ ("The certificate of {host} is not trusted"),
    N_ ("Nothing was sent. Many plants use certificates of their own: ask your IT department for the "
        "fingerprint of "
        "this one, and trust it only if it is the same. If they did not expect this, do not connect."),
    MW_ADVICE_TRUST_CERTIFICATE, MW_ADVICE_FIELD_ADDRESS },
  { MW_TRANSPORT_ERROR_NOT_TLS, N_ ("{host} does not speak https there"),
    N_ ("Nothing was sent. Look at the address in the browser: it may have another port, or begin with "
        "http://. Ask "
        "whoever runs the {system} server if you are not sure."),
    MW_ADVICE_CHECK_FIELD, MW_ADVICE_FIELD_ADDRESS },
  { MW_TRANSPORT_ERROR_CERTIFICATE_CHANGED, N_ ("The certificate of {host} has changed"),
    N_ (
      "Nothing was sent. You trusted another certificate for this connection: either it was renewed, or "
      "somebody is in between. Ask your IT department for the fingerprint of the new one, and trust it only "
      "if it is the same."),
    MW_ADVICE_TRUST_CERTIFICATE, MW_ADVICE_FIELD_ADDRESS },
  { MW_TRANSPORT_ERROR_OLD_TLS, N_ ("{host} speaks only an encryption that is not safe any more"),
    N_ ("Nothing was sent. Whoever runs the {system} server must allow TLS 1.2 or newer there."),
    MW_ADVICE_TRY_AGAIN, MW_ADVICE_FIELD_NONE },
  { MW_TRANSPORT_ERROR_PROXY, N_ ("The proxy does not let Millwright through to {host}"),
    N_ ("Your network sends everything through a proxy, and it wants a sign-in of its own or forbids this "
        "address. Ask your IT department to let this computer through to {host}, or look at the proxy in the "
        "settings of the desktop."),
    MW_ADVICE_TRY_AGAIN, MW_ADVICE_FIELD_NONE },
  { MW_TRANSPORT_ERROR_PLAIN_HTTP, N_ ("The line to {host} is not encrypted"),
    N_ ("With http:// anybody in the network can read your password and the records. Try https:// first. If "
        "your IT "
        "department says that {system} has no https, you can allow it for this connection; it stays marked."),
    MW_ADVICE_ALLOW_PLAIN, MW_ADVICE_FIELD_ADDRESS },
  { MW_TRANSPORT_ERROR_REDIRECT, N_ ("{host} sends us to another address"),
    N_ ("Millwright does not take your sign-in to another server. If the other address is the right one, "
        "enter it "
        "instead; otherwise ask whoever runs the {system} server."),
    MW_ADVICE_CHECK_FIELD, MW_ADVICE_FIELD_ADDRESS },
  { MW_TRANSPORT_ERROR_DEADLINE, N_ ("{host} is too slow"),
    N_ ("It did not answer in time. Try again in a few minutes. If it stays so, tell whoever runs the "
        "{system} server, "
        "or check your network or VPN."),
    MW_ADVICE_TRY_AGAIN, MW_ADVICE_FIELD_NONE },
  { MW_TRANSPORT_ERROR_SIZE, N_ ("The answer of {host} is too large"),
    N_ ("It sent far more than a page of records, so reading was stopped. Check that the address is that of "
        "{system}; "
        "if it is, report it to the developers of Millwright with the details below."),
    MW_ADVICE_CHECK_FIELD, MW_ADVICE_FIELD_ADDRESS },
  { MW_TRANSPORT_ERROR_TRUNCATED, N_ ("The answer of {host} broke off"),
    N_ ("The connection was cut in the middle. What was read before is kept. Try again; if it happens often, "
        "ask your "
        "IT department about a proxy or firewall on the way."),
    MW_ADVICE_TRY_AGAIN, MW_ADVICE_FIELD_NONE },
  { MW_TRANSPORT_ERROR_CLIENT_CERTIFICATE, N_ ("{host} wants a certificate of this computer"),
    N_ ("It lets only computers in that show a certificate of their own, which Millwright cannot do. Ask "
        "whoever runs the {system} server for an address without that, or for a way in from your company's "
        "network or VPN."),
    MW_ADVICE_TRY_AGAIN, MW_ADVICE_FIELD_NONE },
  { MW_TRANSPORT_ERROR_UNREACHABLE, N_ ("There is no way from here to {host}"),
    N_ ("The network that this computer is in does not lead there. Check the address and its port; if "
        "{system} is in your company's network, connect to that or to its VPN. Otherwise ask your IT "
        "department."),
    MW_ADVICE_TRY_AGAIN, MW_ADVICE_FIELD_ADDRESS },
  { -1 },
};

#define AWAY                                                                                                 \
  N_ ("Are you in the company network or on its VPN?"),                                                      \
    N_ ("{host} is an address that only the network of a company knows, and it is not reached from here. "   \
        "Connect to that network, or to its VPN. If you are connected, check the spelling, or ask your IT "  \
        "department."),                                                                                      \
    MW_ADVICE_TRY_AGAIN, MW_ADVICE_FIELD_ADDRESS

static const MwAdviceEntry away_entries[] = {
  { MW_TRANSPORT_ERROR_RESOLVE, AWAY },
  { MW_TRANSPORT_ERROR_UNREACHABLE, AWAY },
  { -1 },
};

#define CUT_OFF                                                                                              \
  N_ ("Millwright may not use the network"),                                                                 \
    N_ (                                                                                                     \
      "It runs in a sandbox, and somebody has taken the network from it: in the settings of this computer, " \
      "in Flatseal, or with “flatpak override”. Allow it “Network” there, and start it again; otherwise "    \
      "ask "                                                                                                 \
      "your IT department."),                                                                                \
    MW_ADVICE_TRY_AGAIN, MW_ADVICE_FIELD_NONE

static const MwAdviceEntry cut_off_entries[] = {
  { MW_TRANSPORT_ERROR_RESOLVE, CUT_OFF },
  { MW_TRANSPORT_ERROR_CONNECT, CUT_OFF },
  { MW_TRANSPORT_ERROR_UNREACHABLE, CUT_OFF },
  { -1 },
};

static const MwAdviceEntry auth_entries[] = {
  { MW_AUTH_ERROR_FIELD, N_ ("“{field}” is missing or does not look right"),
    N_ ("Fill it in as the example shows, then try again."), MW_ADVICE_CHECK_FIELD, MW_ADVICE_FIELD_NAMED },
  { MW_AUTH_ERROR_REFUSED, N_ ("{system} does not accept this sign-in"),
    N_ ("User name, password or key is wrong, or belongs to another database. Type it again, or copy the key "
        "again as a "
        "whole. It was tried once only, so that you are not locked out. If it is right, ask whoever runs the "
        "{system} "
        "server whether your user may sign in this way."),
    MW_ADVICE_CHECK_FIELD, MW_ADVICE_FIELD_SECRET },
  { MW_AUTH_ERROR_TOO_MANY, N_ ("{system} accepts no sign-ins for a while"),
    N_ ("There were too many wrong tries. Wait about fifteen minutes, then try once with a password you are "
        "sure of; or "
        "ask whoever runs the {system} server to unlock you."),
    MW_ADVICE_TRY_AGAIN, MW_ADVICE_FIELD_NONE },
  { MW_AUTH_ERROR_EXPIRED, N_ ("Sign in to {system} again"),
    N_ ("The sign-in has ended, as it does from time to time. Enter your password or a new key; connection "
        "and settings "
        "are kept."),
    MW_ADVICE_SIGN_IN_AGAIN, MW_ADVICE_FIELD_SECRET },
  { MW_AUTH_ERROR_NOT_THIS_PRODUCT, N_ ("What answers at {host} is not {system}"),
    N_ ("Something answers there, but it is a web page or another product. No password was sent. Copy the "
        "address from "
        "the browser while you look at {system}, or ask whoever runs the {system} server for the address of "
        "its API."),
    MW_ADVICE_CHECK_FIELD, MW_ADVICE_FIELD_ADDRESS },
  { MW_AUTH_ERROR_NOT_OFFERED, N_ ("{system} does not know this way of signing in"),
    N_ ("It is {system} that answers, but not to this sign-in. Check the name of the database if the form "
        "asks for "
        "one; otherwise choose another way to sign in: this one may need a newer version. Whoever runs the "
        "{system} "
        "server knows both."),
    MW_ADVICE_TRY_AGAIN, MW_ADVICE_FIELD_NONE },
  { MW_AUTH_ERROR_SERVER, N_ ("{system} could not handle the sign-in"),
    N_ ("This is a failure on its side, not yours. Try again in a few minutes; if it stays, send the details "
        "below to "
        "whoever runs the {system} server."),
    MW_ADVICE_TRY_AGAIN, MW_ADVICE_FIELD_NONE },
  { MW_AUTH_ERROR_CLIENT, N_ ("{system} does not accept the client"),
    N_ (
      "Its id, its secret or its key is wrong or has ended, or it may not sign in this way. Copy them again, "
      "whole, from where the client was made; if they are right, ask whoever made it."),
    MW_ADVICE_CHECK_FIELD, MW_ADVICE_FIELD_SECRET },
  { MW_AUTH_ERROR_SCOPE, N_ ("The client may not ask for what Millwright reads"),
    N_ (
      "Whoever made the client in {system} must give it the rights that the steps above the form name. Then "
      "try again."),
    MW_ADVICE_TRY_AGAIN, MW_ADVICE_FIELD_NONE },
  { MW_AUTH_ERROR_DENIED, N_ ("The sign-in was declined"),
    N_ ("Somebody said no in the browser, or a rule of your company does. Try again and agree there; if you "
        "cannot, ask your {system} administrator to agree for the company."),
    MW_ADVICE_TRY_AGAIN, MW_ADVICE_FIELD_NONE },
  { MW_AUTH_ERROR_UNANSWERED, N_ ("The sign-in was not finished in time"),
    N_ ("Millwright waited for the browser, and nothing came back. Try again, and sign in on the page that "
        "opens."),
    MW_ADVICE_TRY_AGAIN, MW_ADVICE_FIELD_NONE },
  { MW_AUTH_ERROR_KEY, N_ ("The private key cannot be used"),
    N_ ("It must be the whole text of a key without a password, from “-----BEGIN” to “-----END”, and of the "
        "kind that {system} asks for. Copy it again, or ask whoever made it."),
    MW_ADVICE_CHECK_FIELD, MW_ADVICE_FIELD_SECRET },
  { MW_AUTH_ERROR_PORT, N_ ("The browser cannot come back to Millwright"),
    N_ ("Another program on this computer uses the address that is registered for it; the details below say "
        "which. Close that program (it may be another Millwright that waits for a browser), and try again."),
    MW_ADVICE_TRY_AGAIN, MW_ADVICE_FIELD_NONE },
  { MW_AUTH_ERROR_PASTED, N_ ("This is not the address that the sign-in ended at"),
    N_ (
      "When you have signed in, the browser shows a page that it cannot load. Copy the whole address of that "
      "page, and paste it."),
    MW_ADVICE_TRY_AGAIN, MW_ADVICE_FIELD_NONE },
  { MW_AUTH_ERROR_UNKNOWN, N_ ("{system} does not know what stands in “{field}”"),
    N_ ("The server was reached, but it has nothing of that name. Type it exactly as your system shows it, "
        "with "
        "its capital and small letters. If you do not know it, ask whoever runs the {system} server."),
    MW_ADVICE_CHECK_FIELD, MW_ADVICE_FIELD_NAMED },
  { MW_AUTH_ERROR_ISSUER, N_ ("The sign-in was answered by another server"),
    N_ ("Nothing was sent there. Check the address of the sign-in in the form; if it is right, ask whoever "
        "runs "
        "the {system} server, and show the details below."),
    MW_ADVICE_CHECK_FIELD, MW_ADVICE_FIELD_ADDRESS },
  { -1 },
};

/* {address}: the other one. Whether it is the company's only a person can tell: a name that looks alike may
 * be anybody's. */
static const MwAdviceEntry moved_entries[] = {
  { 0, N_ ("{system} answers at another address"),
    N_ ("{host} leads to {address}. Nothing was sent there yet. If that is an address of your company or of "
        "the vendor, use it; if you do not know it, ask whoever runs the {system} server."),
    MW_ADVICE_USE_ADDRESS, MW_ADVICE_FIELD_ADDRESS },
  { 1, N_ ("“{field}” leads to another address"),
    N_ ("{host} leads to {address}. Nothing was sent there yet. If that is an address of your company or of "
        "the vendor, use it; if you do not know it, ask whoever runs the {system} server."),
    MW_ADVICE_USE_ADDRESS, MW_ADVICE_FIELD_ADDRESS },
  { -1 },
};

static const MwAdviceEntry diagnosis_entries[] = {
  { MW_DIAGNOSIS_CLOCK, N_ ("The clock of this computer is {amount} off"),
    N_ ("{system} refuses what is signed at another time than its own. Let the settings of the desktop set "
        "date and time by themselves, then try again. If this clock is right, tell whoever runs the {system} "
        "server."),
    MW_ADVICE_TRY_AGAIN, MW_ADVICE_FIELD_AMOUNT },
  { MW_DIAGNOSIS_LOCKED_OUT, N_ ("{system} accepts no sign-ins for {amount}"),
    N_ ("There were too many wrong tries, and {system} asks to wait that long. Then try once with a password "
        "you are sure of; or ask whoever runs the {system} server to unlock you."),
    MW_ADVICE_TRY_AGAIN, MW_ADVICE_FIELD_WAIT },
  { MW_DIAGNOSIS_NO_TOKEN, N_ ("Millwright has no sign-in for {system} any more"),
    N_ (
      "The keyring holds nothing for this connection: it was removed there, or belongs to another computer. "
      "Sign in again; connection and settings are kept."),
    MW_ADVICE_SIGN_IN_AGAIN, MW_ADVICE_FIELD_SECRET },
  { MW_DIAGNOSIS_EXPIRED, N_ ("The sign-in to {system} has run out"),
    N_ ("Its time is over by its own date, and nothing is kept that could renew it. What was read before is "
        "kept. Sign in again; connection and settings are kept."),
    MW_ADVICE_SIGN_IN_AGAIN, MW_ADVICE_FIELD_SECRET },
  { MW_DIAGNOSIS_CREDENTIALS_CHANGED, N_ ("{system} does not accept the kept password or key any more"),
    N_ ("It was probably changed there since. It was tried once only, so that you are not locked out, and is "
        "not tried again. Enter the new one; what was read before is kept."),
    MW_ADVICE_SIGN_IN_AGAIN, MW_ADVICE_FIELD_SECRET },
  { MW_DIAGNOSIS_REAUTHORIZE, N_ ("{system} wants you to agree again"),
    N_ ("What you agreed to in the browser has ended, or a rule of your company asks for it anew. Sign in "
        "again there; what was read before is kept."),
    MW_ADVICE_SIGN_IN_AGAIN, MW_ADVICE_FIELD_NONE },
  { MW_DIAGNOSIS_PERMISSION, N_ ("Your login may not read this in {system}"),
    N_ (
      "The sign-in holds, but {system} refuses these records to it. Ask your {system} administrator for the "
      "right to read them, then refresh."),
    MW_ADVICE_TRY_AGAIN, MW_ADVICE_FIELD_NONE },
  { MW_DIAGNOSIS_REVOKED, N_ ("{system} does not know this sign-in any more"),
    N_ ("It has not run out, so somebody took it back, locked the user, or moved it to another company or "
        "database. Ask your {system} administrator, or sign in again; what was read before is kept."),
    MW_ADVICE_SIGN_IN_AGAIN, MW_ADVICE_FIELD_SECRET },
  { -1 },
};

static const MwAdviceEntry source_entries[] = {
  { MW_SOURCE_ERROR_SIGNED_OUT, N_ ("Sign in to {system} again"),
    N_ ("The sign-in has ended and could not be renewed. What was read before is kept. Enter your password "
        "or a new key; "
        "connection and settings are kept."),
    MW_ADVICE_SIGN_IN_AGAIN, MW_ADVICE_FIELD_SECRET },
  { MW_SOURCE_ERROR_FORBIDDEN, N_ ("Your login may not read this in {system}"),
    N_ ("The sign-in works, but the right for these records is missing. Ask your {system} administrator for "
        "the right to "
        "read them, then refresh."),
    MW_ADVICE_TRY_AGAIN, MW_ADVICE_FIELD_NONE },
  { MW_SOURCE_ERROR_NOT_OFFERED, N_ ("This {system} does not have these records"),
    N_ ("Probably the module is not installed or not licensed. If you use it there every day, ask your "
        "{system} "
        "administrator; otherwise there is nothing to do."),
    MW_ADVICE_NONE, MW_ADVICE_FIELD_NONE },
  { MW_SOURCE_ERROR_NOT_JSON, N_ ("{host} answered with something that is not data"),
    N_ ("Often this is a web page of a proxy, a firewall or a maintenance notice. What was read before is "
        "kept. Try again "
        "later; if it stays, send the details below to your IT department."),
    MW_ADVICE_TRY_AGAIN, MW_ADVICE_FIELD_NONE },
  { MW_SOURCE_ERROR_SHAPE, N_ ("{system} answered in a form that Millwright does not know"),
    N_ ("It may be a version that is newer or older than those that were tried. What was read before is "
        "kept. Report it "
        "to the developers of Millwright with the details below."),
    MW_ADVICE_NONE, MW_ADVICE_FIELD_NONE },
  { MW_SOURCE_ERROR_LOOP, N_ ("{system} sends the same page again and again"),
    N_ ("Reading was stopped; what was read before is kept, but more may exist. Refresh once; if it happens "
        "again, send "
        "the details below to whoever runs the {system} server."),
    MW_ADVICE_TRY_AGAIN, MW_ADVICE_FIELD_NONE },
  { MW_SOURCE_ERROR_BUSY, N_ ("{system} asks us to wait"),
    N_ ("It limits how much may be read in a time, and the limit is used up. What was read before is kept. "
        "Wait a while "
        "and refresh, best outside working hours."),
    MW_ADVICE_TRY_AGAIN, MW_ADVICE_FIELD_NONE },
  { MW_SOURCE_ERROR_SERVER, N_ ("{system} failed while reading"),
    N_ ("This is a failure on its side. What was read before is kept. Try again in a few minutes; if it "
        "stays, send the "
        "details below to whoever runs the {system} server."),
    MW_ADVICE_TRY_AGAIN, MW_ADVICE_FIELD_NONE },
  { -1 },
};

static const MwAdviceEntry keyring_entries[] = {
  { MW_SECRET_STORE_ERROR_UNAVAILABLE, N_ ("There is no keyring on this computer"),
    N_ ("Millwright never writes a token into a readable file. You can keep it for this session only, or ask "
        "your IT "
        "department to install a keyring (GNOME Keyring or KWallet)."),
    MW_ADVICE_SESSION_ONLY, MW_ADVICE_FIELD_NONE },
  { MW_SECRET_STORE_ERROR_LOCKED, N_ ("The keyring is locked"),
    N_ ("Unlock it with your login password when it asks, and try again; or keep the token for this session "
        "only."),
    MW_ADVICE_SESSION_ONLY, MW_ADVICE_FIELD_NONE },
  { MW_SECRET_STORE_ERROR_DAMAGED, N_ ("What the keyring holds cannot be read"),
    N_ ("The entry of this connection is damaged. Sign in again to replace it. If other programs complain "
        "about the "
        "keyring too, ask your IT department."),
    MW_ADVICE_SIGN_IN_AGAIN, MW_ADVICE_FIELD_SECRET },
  { MW_SECRET_STORE_ERROR_BROKEN, N_ ("The keyring file is damaged"),
    N_ ("Nothing in it can be read any more, and nothing new be stored. If there is a backup of your home "
        "folder, "
        "ask your IT department to put the file named below back, and try again. Otherwise begin a new one: "
        "the "
        "damaged file is kept beside it under another name, and you sign in to each connection once more."),
    MW_ADVICE_SET_ASIDE, MW_ADVICE_FIELD_NONE },
  { MW_SECRET_STORE_ERROR_OTHER_KEY, N_ ("What the keyring file holds cannot be unlocked"),
    N_ ("It was locked with another key than this computer keeps for it now, as happens after a reset login "
        "keyring or on a new computer. Sign in again: that is stored with the new key. Only if your IT "
        "department "
        "restores the old keyring is the old token read again."),
    MW_ADVICE_SIGN_IN_AGAIN, MW_ADVICE_FIELD_SECRET },
  { MW_SECRET_STORE_ERROR_NO_ROOM, N_ ("There is no room to store the token"),
    N_ ("The disk, or your share of it, is full; what was stored before is still there. Delete what you do "
        "not need, "
        "or ask your IT department for more room, and try again; or keep the token for this session only."),
    MW_ADVICE_SESSION_ONLY, MW_ADVICE_FIELD_NONE },
  { MW_SECRET_STORE_ERROR_ACCESS, N_ ("The keyring file cannot be opened"),
    N_ ("You may not read or write it, or its folder cannot be made. Ask your IT department to give you the "
        "file and "
        "folder named below, and try again; or keep the token for this session only."),
    MW_ADVICE_SESSION_ONLY, MW_ADVICE_FIELD_NONE },
  { -1 },
};

static const MwAdviceEntry connection_entries[] = {
  { MW_CONNECTION_ERROR_DAMAGED, N_ ("A stored connection cannot be read"),
    N_ ("Its file was left as it is. Connect the system again; then the file named below may be deleted."),
    MW_ADVICE_NONE, MW_ADVICE_FIELD_NONE },
  { MW_CONNECTION_ERROR_NEWER, N_ ("A stored connection was made by a newer Millwright"),
    N_ ("Its file was left as it is. Update Millwright to use it, or ask whoever installs programs on this "
        "computer."),
    MW_ADVICE_NONE, MW_ADVICE_FIELD_NONE },
  { MW_CONNECTION_ERROR_WRITE, N_ ("The connection cannot be saved"),
    N_ ("Its file could not be written or removed. Check that the disk is not full and that your data folder "
        "may be "
        "written, or ask your IT department."),
    MW_ADVICE_TRY_AGAIN, MW_ADVICE_FIELD_NONE },
  { MW_CONNECTION_ERROR_NOT_FOUND, N_ ("There is no such connection"),
    N_ ("Look at the list of connections for its name, or connect the system first."), MW_ADVICE_NONE,
    MW_ADVICE_FIELD_NONE },
  { MW_CONNECTION_ERROR_AMBIGUOUS, N_ ("Several connections have that name"),
    N_ ("Use the id that the list of connections shows, or more of it."), MW_ADVICE_NONE,
    MW_ADVICE_FIELD_NONE },
  { MW_CONNECTION_ERROR_NOT_ALLOWED, N_ ("The system file of {system} is not allowed as it is now"),
    N_ ("It is a file on this computer that nobody has checked: it is new, or it has changed. Look at which "
        "hosts it goes to and what it sends there, and allow it, or remove the file."),
    MW_ADVICE_ALLOW_FILE, MW_ADVICE_FIELD_NONE },
  { MW_CONNECTION_ERROR_USER_FILE, N_ ("The system file cannot be used"),
    N_ ("The details name the place in the file and what is wrong with it. Who wrote the file can put it "
        "right; "
        "data/systems/README.md of Millwright describes the format."),
    MW_ADVICE_NONE, MW_ADVICE_FIELD_NONE },
  { MW_CONNECTION_ERROR_USER_FILE_NEWER, N_ ("This file needs a newer Millwright"),
    N_ ("It was written for a newer version of the file format. Update Millwright, or ask whoever wrote the "
        "file "
        "for one that fits."),
    MW_ADVICE_NONE, MW_ADVICE_FIELD_NONE },
  { MW_CONNECTION_ERROR_NOT_CHOSEN, N_ ("It is not chosen yet what to read of {system}"),
    N_ ("Try again, and choose whose records you want to see; the details name what is to be chosen."),
    MW_ADVICE_CHOOSE, MW_ADVICE_FIELD_NONE },
  { MW_CONNECTION_ERROR_NO_SUCH_CHOICE, N_ ("{system} does not let this login choose that"),
    N_ ("The details name what can be chosen. If something is missing there, ask your {system} administrator "
        "to give this login access to it."),
    MW_ADVICE_CHOOSE, MW_ADVICE_FIELD_NONE },
  { MW_CONNECTION_ERROR_NOTHING_TO_CHOOSE, N_ ("This login sees nothing to choose from in {system}"),
    N_ ("The details name what is missing. Ask your {system} administrator to give this login access to it."),
    MW_ADVICE_TRY_AGAIN, MW_ADVICE_FIELD_NONE },
  { MW_CONNECTION_ERROR_NO_LIST, N_ ("This is not the address of a list"),
    N_ ("The address of a list goes on behind the server's name, such as "
        "https://api.example.com/v1/purchase-orders. The documentation of the interface names one for each "
        "list, or who looks after the system knows it."),
    MW_ADVICE_CHECK_FIELD, MW_ADVICE_FIELD_ADDRESS },
  { MW_CONNECTION_ERROR_OTHER_SERVER, N_ ("This list is on another server"),
    N_ (
      "One connection goes to one server: what signs you in there is sent nowhere else. Set the other server "
      "up as a system of its own."),
    MW_ADVICE_CHECK_FIELD, MW_ADVICE_FIELD_ADDRESS },
  { MW_CONNECTION_ERROR_KEY_IN_ADDRESS, N_ ("There is a key in this address"),
    N_ ("Addresses are written into files and logs, where a key must not stand. Leave the part that the "
        "details name out of the address, and put the key into the field for it; the documentation of the "
        "interface says in which header it goes."),
    MW_ADVICE_CHECK_FIELD, MW_ADVICE_FIELD_ADDRESS },
  { MW_CONNECTION_ERROR_NO_METADATA, N_ ("{host} does not describe any lists at this address"),
    N_ ("Open the address with /$metadata at its end in a browser: a page that begins with “Edmx” is right, "
        "anything else is not. Correct the address, or ask who looks after the system for the “OData service "
        "root” and whether it is switched on for your login."),
    MW_ADVICE_CHECK_FIELD, MW_ADVICE_FIELD_ADDRESS },
  { MW_CONNECTION_ERROR_NO_RECORDS, N_ ("There is no list of records at this address"),
    N_ (
      "{host} answered, but not with records in JSON; or the list is empty for your login. Compare the "
      "address with the documentation of the interface, letter by letter, or ask who looks after the system "
      "for the address of a list that has records."),
    MW_ADVICE_CHECK_FIELD, MW_ADVICE_FIELD_ADDRESS },
  { MW_CONNECTION_ERROR_TRANSFER, N_ ("This file of connections cannot be used"),
    N_ (
      "Nothing of it was taken over; the details say what is wrong with it. Export the connections once more "
      "on the other computer, or connect the systems here."),
    MW_ADVICE_NONE, MW_ADVICE_FIELD_NONE },
  { MW_CONNECTION_ERROR_TRANSFER_NEWER, N_ ("This file of connections needs another Millwright"),
    N_ ("Nothing of it was taken over. Update Millwright, or export the connections with the version that is "
        "used here."),
    MW_ADVICE_NONE, MW_ADVICE_FIELD_NONE },
  { MW_CONNECTION_ERROR_TRANSFER_SECRET, N_ ("There is a password or key in this file"),
    N_ (
      "Nothing of it was taken over: such files hold nothing secret. Millwright did not write it like that. "
      "Delete it, change that password or key, and ask whoever sent the file how it came there."),
    MW_ADVICE_NONE, MW_ADVICE_FIELD_NONE },
  { MW_CONNECTION_ERROR_REFUSED_BEFORE, N_ ("{system} did not accept the secret that was given last time"),
    N_ ("It is not sent again: many systems lock an account after a few tries. Ask whoever set up this job "
        "for the new "
        "password or key, and check it once yourself; when it is accepted, the job goes on."),
    MW_ADVICE_CHECK_INPUT, MW_ADVICE_FIELD_NONE },
  { MW_CONNECTION_ERROR_OTHER_COMPANY, N_ ("This sign-in is for another company"),
    N_ ("Nothing was changed: the connection has its old sign-in. Sign in with a login of the same company, "
        "or connect "
        "the other one as a connection of its own."),
    MW_ADVICE_NONE, MW_ADVICE_FIELD_NONE },
  { MW_CONNECTION_ERROR_NOTHING_KEPT, N_ ("These records are not kept on this computer yet"),
    N_ (
      "They are kept when they have been loaded once. Load them from {system} first; after that they can be "
      "seen without it."),
    MW_ADVICE_NONE, MW_ADVICE_FIELD_NONE },
  { MW_CONNECTION_ERROR_TRANSFER_WRITE, N_ ("The connections cannot be written there"),
    N_ ("Choose another folder, and check that the disk is not full."), MW_ADVICE_NONE,
    MW_ADVICE_FIELD_NONE },
  { -1 },
};

/* Of the export layer, which stands beside this one: its codes are checked by tests/connection. */
static const MwAdviceEntry export_entries[] = {
  { 0, N_ ("The disk is full"),
    N_ ("The export was stopped and nothing half-written remains. Free some space, or choose another place."),
    MW_ADVICE_CHOOSE_FILE, MW_ADVICE_FIELD_NONE },
  { 1, N_ ("The file may not be written there"),
    N_ ("It may be open in another program, or the folder is read-only for you. Close it, choose another "
        "place, or ask "
        "your IT department."),
    MW_ADVICE_CHOOSE_FILE, MW_ADVICE_FIELD_NONE },
  { 2, N_ ("The file could not be written"),
    N_ ("Nothing half-written remains, and an older file is as it was. Try again, or choose another place."),
    MW_ADVICE_CHOOSE_FILE, MW_ADVICE_FIELD_NONE },
  { -1 },
};

#define NOT_DATA                                                                                             \
  N_ ("{host} answered with something that is not data"),                                                    \
    N_ ("The answer cannot be read as data. What was read before is kept. Try again; if it stays, send the " \
        "details "                                                                                           \
        "below to whoever runs the {system} server."),                                                       \
    MW_ADVICE_TRY_AGAIN, MW_ADVICE_FIELD_NONE

static const MwAdviceEntry json_entries[] = {
  { MW_JSON_ERROR_EMPTY, NOT_DATA },    { MW_JSON_ERROR_SYNTAX, NOT_DATA },
  { MW_JSON_ERROR_DEPTH, NOT_DATA },    { MW_JSON_ERROR_TEXT, NOT_DATA },
  { MW_JSON_ERROR_TRAILING, NOT_DATA }, { MW_JSON_ERROR_CUT, NOT_DATA },
  { MW_JSON_ERROR_SHAPE, NOT_DATA },    { -1 },
};

#define OUR_FILES                                                                                            \
  N_ ("Millwright is not installed completely"),                                                             \
    N_ ("One of its own data files is missing or broken, which is no fault of yours. Install Millwright "    \
        "again, or ask "                                                                                     \
        "whoever installs programs on this computer."),                                                      \
    MW_ADVICE_NONE, MW_ADVICE_FIELD_NONE

static const MwAdviceEntry catalog_entries[] = {
  { MW_CATALOG_ERROR_FILE, OUR_FILES },
  { MW_CATALOG_ERROR_FORMAT, OUR_FILES },
  { MW_CATALOG_ERROR_NEWER, OUR_FILES },
  { MW_CATALOG_ERROR_UNSAFE, OUR_FILES },
  { -1 },
};

static const MwAdviceEntry model_entries[] = {
  { MW_MODEL_ERROR_FILE, OUR_FILES },
  { MW_MODEL_ERROR_FORMAT, OUR_FILES },
  { -1 },
};

static const MwAdviceEntry io_entries[] = {
  { G_IO_ERROR_CANCELLED, N_ ("Stopped"), N_ ("You stopped it. Nothing is lost."), MW_ADVICE_TRY_AGAIN,
    MW_ADVICE_FIELD_NONE },
  { G_IO_ERROR_TIMED_OUT, N_ ("{host} is too slow"),
    N_ ("It did not answer in time. Try again in a few minutes, or tell whoever runs the {system} server."),
    MW_ADVICE_TRY_AGAIN, MW_ADVICE_FIELD_NONE },
  { G_IO_ERROR_NO_SPACE, N_ ("The disk is full"),
    N_ ("Free some space, or choose another place, and try again."), MW_ADVICE_CHOOSE_FILE,
    MW_ADVICE_FIELD_NONE },
  { G_IO_ERROR_PERMISSION_DENIED, N_ ("The file may not be written or read there"),
    N_ ("Choose another place, or ask your IT department."), MW_ADVICE_CHOOSE_FILE, MW_ADVICE_FIELD_NONE },
  { G_IO_ERROR_EXISTS, N_ ("There is already a file of that name"),
    N_ ("Nothing was written over it. Choose another name, or look at the file that the details name."),
    MW_ADVICE_NONE, MW_ADVICE_FIELD_NONE },
  { G_IO_ERROR_NOT_FOUND, N_ ("The file or folder does not exist"), N_ ("Choose another place."),
    MW_ADVICE_CHOOSE_FILE, MW_ADVICE_FIELD_NONE },
  { -1 },
};

static const MwAdviceEntry general = { 0, N_ ("Something went wrong"),
                                       N_ ("This should not happen. Try again; if it stays, report it to the "
                                           "developers of Millwright with the details "
                                           "below."),
                                       MW_ADVICE_TRY_AGAIN, MW_ADVICE_FIELD_NONE };

static const struct
{
  GQuark (*domain) (void);
  const MwAdviceEntry *entries;
} domains[] = {
  { mw_transport_error_quark, transport_entries },
  { mw_auth_error_quark, auth_entries },
  { mw_source_error_quark, source_entries },
  { mw_diagnosis_quark, diagnosis_entries },
  { mw_moved_quark, moved_entries },
  { mw_secret_store_error_quark, keyring_entries },
  { mw_connection_error_quark, connection_entries },
  { mw_json_error_quark, json_entries },
  { mw_catalog_error_quark, catalog_entries },
  { mw_model_error_quark, model_entries },
  { g_io_error_quark, io_entries },
};

static const MwAdviceEntry *
find_code (const MwAdviceEntry *entries, int code)
{
  for (const MwAdviceEntry *entry = entries; entry->code != -1; entry++)
    if (entry->code == code)
      return entry;
  return &general;
}

/* By its name, since this layer does not see that one. */
static gboolean
is_export (GQuark domain)
{
  g_auto (GStrv) words = g_strsplit_set (g_quark_to_string (domain), " -_", -1);
  g_autofree char *name = g_strjoinv ("", words);

  return g_str_has_prefix (name, "mwexporterror");
}

/**
 * mw_advice_table_find:
 * @domain: of an error
 * @code: of an error
 *
 * Returns: its entry, or the general one
 */
const MwAdviceEntry *
mw_advice_table_find (GQuark domain, int code)
{
  for (guint i = 0; i < G_N_ELEMENTS (domains); i++)
    if (domains[i].domain () == domain)
      return find_code (domains[i].entries, domain == MW_MOVED ? MIN (code, 1) : code);
  return is_export (domain) ? find_code (export_entries, code) : &general;
}

/**
 * mw_advice_table_find_away:
 * @domain: of an error
 * @code: of an error
 *
 * Returns: (nullable): the entry for an address inside of a company's network that is not reached from here
 */
const MwAdviceEntry *
mw_advice_table_find_away (GQuark domain, int code)
{
  const MwAdviceEntry *entry = domain == MW_TRANSPORT_ERROR ? find_code (away_entries, code) : &general;

  return mw_advice_table_is_general (entry) ? NULL : entry;
}

/**
 * mw_advice_table_find_cut_off:
 * @domain: of an error
 * @code: of an error
 *
 * Returns: (nullable): the entry for a network that Millwright may not use
 */
const MwAdviceEntry *
mw_advice_table_find_cut_off (GQuark domain, int code)
{
  const MwAdviceEntry *entry = domain == MW_TRANSPORT_ERROR ? find_code (cut_off_entries, code) : &general;

  return mw_advice_table_is_general (entry) ? NULL : entry;
}

/**
 * mw_advice_table_is_general:
 * @entry: an entry
 *
 * Returns: whether it is the one for errors that are not in the table
 */
gboolean
mw_advice_table_is_general (const MwAdviceEntry *entry)
{
  return entry == &general;
}
