"""The file a backup is: a compressed tar whose last member lists every other with its checksum."""
