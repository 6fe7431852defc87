"""The code behind the commands: how Markdown becomes the finished, checked and published site."""
