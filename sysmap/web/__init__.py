"""The pages that people open: the list of maps, a map with its questions, picture and tables, one page for each organisation, what is
published and how, the way in for the map keeper, and failures in words.

Imported by app alone; imports service, draw (to turn a picture into a part of a page), model and errors, and starlette and Jinja2.
Templates escape everything they are given; styles and scripts are our own files, put into each page and allowed there by their
hashes, so that a page makes no request to anywhere else and runs nothing that a name brought along. Everything that is read works
without a script but moving the picture about; what is made (a map from a file, or by typing) is made with small modules that speak to
the service's own GraphQL with fixed documents. The rejected choice was a script application over JSON: a projector, a phone and a
screen reader all read HTML.
"""
