"""A package, unlike the other rooms of tests: only then is Chromium closed after the last of these tests, and with it the event loop that
Playwright keeps running, under which no other test could run one of its own."""
