"""What sysmap can do, one short function a thing, a file a stem. The command line, the module, the pages and the API all join here.

Imported by cli, module, api, web and app; imports draw, formats, store.port, analysis and model. Each function takes a ``Desk`` (an
open store and the states kept in memory) and a ``Viewer``, and what the viewer may not see is taken away here, before anything is
computed. The rejected choice was a class with thirty methods: it would hide which functions write.
"""
