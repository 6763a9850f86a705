"""Chats, calls shown in them, and meetings held online: exports of the programs that people talk with."""
