from kills import campaign, faults, prepared


def test_a_kill_leaves_the_tree_as_it_was_or_as_verified(tmp_path):
    hit, landed, wrong = campaign(tmp_path, 4)
    assert wrong == []
    assert hit == 4
    assert landed > 0


def test_what_is_half_done_would_be_seen(tmp_path):
    root = prepared(tmp_path / "r")
    assert faults(root) == []
    file = root / "tests/test_part_0.py"
    file.write_text(file.read_text().replace('"Sum0: to be written")\n', '"")\n'))
    assert any(line.startswith("Sum0: stub True") for line in faults(root))
    (root / "notes.txt").write_text("lost")
    assert "notes.txt was changed" in faults(root)
